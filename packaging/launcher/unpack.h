#ifndef TAKHIN_UNPACK_H
#define TAKHIN_UNPACK_H

#include <stdbool.h>
#include <sys/types.h>

/* Unpacks length bytes of tar.gz at an offset of a file into an empty folder, with times as recorded. The archive has
 * one folder at its top, whose content it is.
 *
 * Takes what `tar --format=ustar` writes: files, folders and symbolic links, no hard links, no path that leaves the
 * folder. Returns false with errno set when writing fails, and with EBADMSG when the archive is damaged (its checksum
 * is compared at the end). What was written until then stays. */
bool unpack(int archive, off_t offset, off_t length, const char *folder);

#endif
