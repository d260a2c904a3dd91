package workspace

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"clausewalk/checklist/durable"
	"clausewalk/checklist/event"
)

// Openable returns what the system may open to show a piece of evidence: an http or
// https address, a file of the vault that is as it was added, or a file of the app's
// repository. Nothing else ever is opened, since evidence comes from other people too,
// and never a program, since opening one runs it.
func (o *Open) Openable(e event.Evidence) (string, error) {
	switch c := o.Workspace.commit; {
	case c != nil && e.URL == "" && (e.Path != "" || e.SHA256 != ""):
		return "", fmt.Errorf("%s is in a commit alone, and the system opens files: check out %.10s", e.Target(), c.ID)
	case e.URL != "":
		u, err := url.Parse(e.URL)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return "", fmt.Errorf("%s is no http or https address", e.URL)
		}
		return u.String(), nil
	case e.Path != "":
		file := filepath.Join(o.Workspace.Root, filepath.FromSlash(e.Path))
		f, err := o.Workspace.Inside(e.Path)
		if err != nil {
			return "", outOf(o.Workspace.Root, file, err)
		}
		return opened(f, file)
	case e.SHA256 != "":
		if err := o.Vault.Verify(e); err != nil {
			return "", fmt.Errorf("%s: %w", e.Target(), err)
		}
		file, err := o.Vault.Find(e.SHA256)
		if err != nil {
			return "", err
		}
		f, err := o.Vault.Open(e.SHA256)
		if err != nil {
			return "", err
		}
		return opened(f, file)
	}
	return "", errors.New("words are not opened; they stand in the clause")
}

// outOf says of a file that could not be opened below dir whether it leads out
// of it, or is no file.
func outOf(dir, file string, err error) error {
	var other *durable.KindError
	switch {
	case !durable.Within(dir, file):
		return fmt.Errorf("%s leads out of %s", filepath.Base(file), filepath.Base(dir))
	case errors.As(err, &other):
		return fmt.Errorf("%s is no file", filepath.Base(file))
	}
	return err
}

// opened returns the file behind a path, links followed, unless it is a program.
func opened(f durable.File, path string) (string, error) {
	defer f.Close()
	real, err := durable.Real(path)
	if err != nil {
		return "", err
	}
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	begin := make([]byte, 4)
	n, err := io.ReadFull(f, begin)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	if runnable(real, info.Mode(), begin[:n]) {
		return "", fmt.Errorf("%s is a program, and to open it is to run it", filepath.Base(path))
	}
	return real, nil
}

// programs are the endings of files that some system runs, or lets run something,
// when they are opened.
var programs = strings.Fields(`
	.action .app .appimage .appref-ms .application .apk .bash .bat .chm .cmd .com .command .cpl .csh .deb .desktop .diagcab .dll
	.dmg .docm .dotm .exe .fileloc .fish .gadget .hta .inetloc .inf .ins .iso .img .jar .jnlp .jse .ksh .library-ms .lnk
	.msc .msi .msix .msp .mst .osx .pif .pkg .potm .ppam .ppsm .pptm .prg .ps1 .psm1 .pyc .pyw .pyz .reg .rpm
	.run .scf .scpt .scptd .scr .search-ms .service .settingcontent-ms .sh .terminal .tool .url .vbe .vbs .vhd .vhdx
	.webloc .workflow .ws .wsf .wsh .xbap .xlam .xll .xlsm .xltm .zsh`)

// sources are code to read, which Windows runs when it is opened.
var sources = strings.Fields(".js .mjs .php .pl .py .rb .vb")

// signatures begin programs: of Unix and Linux, Windows, and the Mac's in their
// four orders of bytes and as a bundle of several.
var signatures = [][]byte{[]byte("#!"), []byte("\x7fELF"), []byte("MZ"),
	{0xfe, 0xed, 0xfa, 0xce}, {0xfe, 0xed, 0xfa, 0xcf}, {0xce, 0xfa, 0xed, 0xfe}, {0xcf, 0xfa, 0xed, 0xfe}, {0xca, 0xfe, 0xba, 0xbe}}

func runnable(name string, mode fs.FileMode, begin []byte) bool {
	// Windows passes over dots and blanks at the end of a name.
	ending := strings.ToLower(filepath.Ext(strings.TrimRight(name, ". ")))
	return slices.Contains(programs, ending) || runtime.GOOS == "windows" && slices.Contains(sources, ending) ||
		ending == "" && mode.Perm()&0o111 != 0 || // On some mounts every file may be run.
		slices.ContainsFunc(signatures, func(s []byte) bool { return bytes.HasPrefix(begin, s) })
}
