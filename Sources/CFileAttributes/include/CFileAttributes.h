#ifndef CFILEATTRIBUTES_H
#define CFILEATTRIBUTES_H

/// Gives an open file the access control list and the extended attributes of another one, as far as the
/// file system and the caller's rights allow. Both are descriptors.
void copy_extended_attributes(int source, int target);

#endif
