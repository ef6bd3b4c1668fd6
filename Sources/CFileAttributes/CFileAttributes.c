#include "CFileAttributes.h"

#if defined(__APPLE__)

#include <copyfile.h>

void copy_extended_attributes(int source, int target) {
  fcopyfile(source, target, 0, COPYFILE_ACL | COPYFILE_XATTR);
}

#elif defined(__linux__)

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/xattr.h>

// On Linux an access control list is the extended attribute system.posix_acl_access.
void copy_extended_attributes(int source, int target) {
  ssize_t length = flistxattr(source, NULL, 0);
  if (length <= 0) return;
  char *names = malloc((size_t)length);
  if (names == NULL) return;
  length = flistxattr(source, names, (size_t)length);
  for (ssize_t at = 0; at < length; at += (ssize_t)strlen(names + at) + 1) {
    ssize_t size = fgetxattr(source, names + at, NULL, 0);
    if (size < 0) continue;
    void *value = malloc(size > 0 ? (size_t)size : 1);
    if (value == NULL) break;
    size = fgetxattr(source, names + at, value, (size_t)size);
    if (size >= 0) fsetxattr(target, names + at, value, (size_t)size, 0);
    free(value);
  }
  free(names);
}

#else

void copy_extended_attributes(int source, int target) {
  (void)source;
  (void)target;
}

#endif
