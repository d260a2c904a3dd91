package walk

import "os"

// hangup is empty: Windows sends nothing when the terminal closes.
var hangup []os.Signal
