#ifndef TAKHIN_MEMORY_H
#define TAKHIN_MEMORY_H

#include <stdint.h>

/* The memory this process may use, in bytes: the smallest of physical and every limit of the control groups it is in.
 *
 * self_cgroup is /proc/self/cgroup and cgroup_root /sys/fs/cgroup, other than in tests. Reads version 2 (memory.max)
 * and version 1 (memory.limit_in_bytes), each up to the root. What can't be read limits nothing. */
uint64_t memory_limit(const char *self_cgroup, const char *cgroup_root, uint64_t physical);

/* The largest heap of a daemon that may use this much memory, in MiB: a quarter, at least 128, at most 4096.
 * The rest is for the page cache, which is what makes reads fast. */
uint64_t heap_mib(uint64_t memory);

#endif
