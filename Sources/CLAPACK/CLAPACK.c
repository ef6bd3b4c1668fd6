// The shims are inline; this file gives the target something to compile.
#include "CLAPACK.h"
