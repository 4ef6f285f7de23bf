// Two functions of glibc 2.34 and later that its headers show to GNU programs only, and Swift's view of them is not one.
#pragma once
#include <spawn.h>

extern int pipe2(int files[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
