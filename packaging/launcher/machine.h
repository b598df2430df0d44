#ifndef TAKHIN_MACHINE_H
#define TAKHIN_MACHINE_H

#include <stdint.h>

/* What this process may use: the smallest of what the machine has and every limit of the control groups it is in.
 *
 * self_cgroup is /proc/self/cgroup and cgroup_root /sys/fs/cgroup, other than in tests. Both versions of control groups
 * are read, each up to the root: memory.max and cpu.max, memory.limit_in_bytes and cpu.cfs_*_us. What can't be read
 * limits nothing. */

/* In bytes. */
uint64_t memory_limit(const char *self_cgroup, const char *cgroup_root, uint64_t physical);

/* In processors, part of one counted as one, as Java does. */
uint64_t processor_limit(const char *self_cgroup, const char *cgroup_root, uint64_t online);

/* The largest heap of a daemon that may use this much memory, in MiB: a quarter, at least 128, at most 4096.
 * The rest is for the page cache, which is what makes reads fast. */
uint64_t heap_mib(uint64_t memory);

#endif
