import ArgumentParser
import Vocabulary

/// Turns what was thrown into a message on standard error and an exit code.
enum Reporting {
  /// Errors in here are the user's: exit 2.
  static func usage<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as any Breakage {
      Terminal.error(error)
      throw ExitCode(2)
    }
  }

  /// Errors in here are breakage: exit 3.
  static func work<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let code as ExitCode {
      throw code
    } catch {
      Terminal.error(error)
      throw Ending.broken
    }
  }
}
