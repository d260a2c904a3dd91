package policy

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"clausewalk/policy/reading"
	"clausewalk/ui/command/cli"
)

// convertTime is how long a converter may take.
const convertTime = 2 * time.Minute

// converter is a program that makes a page or a text of a file.
type converter struct {
	endings []string // of the files that it reads
	program string
	args    func(in, dir string) []string
	printed bool   // it prints what it makes, and otherwise leaves policy with the ending in dir
	ending  string // of what it makes
}

var wordFiles = []string{".docx", ".odt"}

// converters are those that are looked for, in this order.
var converters = []converter{
	{wordFiles, "pandoc", func(in, _ string) []string { return []string{"--sandbox", "-t", "html", in} }, true, ".html"},
	{wordFiles, "soffice", officeArgs, false, ".html"},
	{wordFiles, "libreoffice", officeArgs, false, ".html"},
	{[]string{".pdf"}, "pdftotext", func(in, _ string) []string { return []string{"-layout", "-enc", "UTF-8", in, "-"} }, true, ".txt"},
}

// officeArgs has LibreOffice work with a profile of its own: one that is open
// already would answer for it and make nothing.
func officeArgs(in, dir string) []string {
	profile := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(filepath.Join(dir, "profile")), "/")}
	return []string{"--headless", "-env:UserInstallation=" + profile.String(), "--convert-to", "html", "--outdir", dir, in}
}

// convertersOf returns the converters of a file.
func convertersOf(name string) []converter {
	ending := strings.ToLower(filepath.Ext(name))
	return slices.DeleteFunc(slices.Clone(converters), func(c converter) bool { return !slices.Contains(c.endings, ending) })
}

// converted returns what an installed converter makes of a file, and the ending
// of that. A person has asked for it, and is told which program runs.
func converted(r *cli.Run, name string, source []byte) (text []byte, ending string, err error) {
	known := convertersOf(name)
	if len(known) == 0 {
		return nil, "", cli.Usage("leave out --convert, which is for .docx, .odt and .pdf", "%s: there is nothing to convert", name)
	}
	var names []string
	for _, c := range known {
		if program, err := exec.LookPath(c.program); err == nil {
			r.Note("%s was converted by %s, so check it with policy show --outline", name, program)
			text, err := c.convert(program, name, source)
			if err != nil {
				return nil, "", cli.Failed("convert it by hand and add the text", "%s: %w", name, err)
			}
			return text, c.ending, nil
		}
		names = append(names, c.program)
	}
	return nil, "", cli.Failed("install one of them, or save the policy as text or HTML", "%s: none of the programs that convert it is installed: %s", name, strings.Join(names, ", "))
}

// convert runs the program on a copy, in a folder that is thrown away.
func (c converter) convert(program, name string, source []byte) ([]byte, error) {
	dir, err := os.MkdirTemp("", "clausewalk-convert-*")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	in := filepath.Join(dir, "policy"+strings.ToLower(filepath.Ext(name)))
	if err := os.WriteFile(in, source, 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(context.Background(), convertTime, fmt.Errorf("it had not ended after %s", convertTime))
	defer cancel()
	cmd := exec.CommandContext(ctx, program, c.args(in, dir)...)
	cmd.Dir, cmd.WaitDelay = dir, time.Second
	var printed, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, fmt.Errorf("%s could not convert it: %w %s", program, err, bytes.TrimSpace(said.Bytes()))
	}
	if c.printed {
		return printed.Bytes(), nil
	}
	file, err := os.Open(filepath.Join(dir, "policy"+c.ending))
	if err != nil {
		return nil, fmt.Errorf("%s could not convert it", program)
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, reading.MaxSize+1))
}
