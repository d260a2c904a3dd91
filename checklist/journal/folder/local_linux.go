package folder

import "golang.org/x/sys/unix"

// localSystems are the file systems of which Linux tells every change, since all
// changes pass it.
var localSystems = map[int64]bool{
	unix.EXT4_SUPER_MAGIC: true, unix.XFS_SUPER_MAGIC: true, unix.BTRFS_SUPER_MAGIC: true, unix.TMPFS_MAGIC: true,
	unix.F2FS_SUPER_MAGIC: true, unix.OVERLAYFS_SUPER_MAGIC: true, 0x2fc12fc1: true, // the last is ZFS
}

// local tells whether the system tells of every change in a folder.
func local(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && localSystems[int64(fs.Type)]
}
