internal import Dispatch
internal import Foundation
internal import Glibc

/// Runs programs that take the terminal over for a while: an editor, a pager, a shell.
enum Foreground {
  /// Runs a command of the shell to its end and gives back its exit status; `input`, when there is one, is what it reads.
  static func shell(_ command: String, input: String? = nil) async -> Int32 {
    await run(["/bin/sh", "-c", command], input: input)
  }

  /// Runs a program to its end. Ctrl-C is the program's as long as it runs.
  static func run(_ arguments: [String], input: String? = nil) async -> Int32 {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: wait(arguments, input)) }
    }
  }

  private static func wait(_ arguments: [String], _ input: String?) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var file: Int32 = -1
    if let input {
      // A file without a name: a program that stops reading, as pagers do, leaves nobody waiting.
      file = unnamed(input)
      guard file >= 0 else { return 126 }
      posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO)
    }
    defer { if file >= 0 { close(file) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Ours ignores Ctrl-C and closed pipes; a fresh program does not.
    var (none, ours) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&ours)
    for signal in [SIGINT, SIGQUIT, SIGPIPE, SIGTSTP] { sigaddset(&ours, signal) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &ours)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let pointers = arguments.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, arguments[0], &actions, &attributes, pointers + [nil], environ) == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  private static func unnamed(_ text: String) -> Int32 {
    var path = Array((FileManager.default.temporaryDirectory.path + "/dragoman-XXXXXX").utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else { return -1 }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(path)
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      guard count > 0 else {
        // A part of the result would look like all of it.
        close(file)
        return -1
      }
      done += count
    }
    lseek(file, 0, SEEK_SET)
    return file
  }
}
