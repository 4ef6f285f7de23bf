internal import CSpawn
internal import Foundation
internal import Glibc

/// Starts a program with pipes on its standard input and output, and nothing else of ours.
enum Spawner {
  struct Spawned {
    var pid: pid_t
    /// Our end of the child's standard input.
    var input: Int32
    /// Our end of the child's standard output.
    var output: Int32
  }

  struct Failure: Error { var reason: String }

  static func spawn(_ command: ChildProcess.Command) -> Result<Spawned, Failure> {
    let log = open(command.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard log >= 0 else { return .failure(failure("its log \(command.log) cannot be written")) }
    defer { close(log) }
    var (input, output): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard pipe2(&input, O_CLOEXEC) == 0 else { return .failure(failure("there is no pipe for it")) }
    guard pipe2(&output, O_CLOEXEC) == 0 else {
      let reason = failure("there is no pipe for it")
      input.forEach { close($0) }
      return .failure(reason)
    }
    defer {
      close(input[0])
      close(output[1])
    }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    posix_spawn_file_actions_adddup2(&actions, log, 2)
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that Ctrl-C at the terminal is ours to handle; signals as in a fresh program.
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var pid: pid_t = 0
    let code = withStrings([command.executable] + command.arguments) { arguments in
      withStrings(command.environment.map { "\($0)=\($1)" }.sorted()) { environment in
        posix_spawn(&pid, command.executable, &actions, &attributes, arguments, environment)
      }
    }
    guard code == 0 else {
      close(input[1])
      close(output[0])
      return .failure(Failure(reason: "\(command.executable) cannot be run: \(String(cString: strerror(code)))"))
    }
    return .success(Spawned(pid: pid, input: input[1], output: output[0]))
  }

  private static func failure(_ what: String) -> Failure {
    Failure(reason: "\(what): \(String(cString: strerror(errno)))")
  }

  /// Texts as C wants a list of them: pointers, the last one null.
  private static func withStrings<Value>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let pointers = texts.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    return body(pointers + [nil])
  }
}
