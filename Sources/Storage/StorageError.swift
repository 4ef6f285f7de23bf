internal import GRDB
internal import Postgres
internal import Vocabulary

/// What can go wrong with the store.
package enum StorageError: Breakage, Hashable {
  case missing(path: String)
  case folder(path: String, detail: String)
  case cannotOpen(path: String, detail: String)
  case readOnly(path: String)
  case full(path: String)
  case corrupt(path: String, detail: String)
  case locked(path: String)
  case foreign(path: String)
  case newer(path: String, store: Int, program: Int)
  case migrationChanged(file: String)
  case migrationFailed(file: String, detail: String)
  case notDurable(path: String)
  case exists(path: String)
  case notEmpty(path: String)
  case other(path: String, detail: String)

  /// What SQLite or PostgreSQL said, as one of ours; what says enough by itself passes unchanged.
  static func from(_ error: any Error, path: String) -> any Error {
    if let error = error as? PostgresError { return from(error, path) }
    guard let error = error as? DatabaseError else { return error }
    let detail = "\(error.message ?? "no message") (SQLite code \(error.extendedResultCode.rawValue))"
    return switch error.resultCode {
    case .SQLITE_FULL: StorageError.full(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: StorageError.readOnly(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: StorageError.corrupt(path: path, detail: detail)
    case .SQLITE_BUSY, .SQLITE_LOCKED: StorageError.locked(path: path)
    case .SQLITE_CANTOPEN: StorageError.cannotOpen(path: path, detail: detail)
    default: StorageError.other(path: path, detail: detail)
    }
  }

  private static func from(_ error: PostgresError, _ path: String) -> any Error {
    guard case .server(let fault) = error else { return error }
    return switch fault.sqlState {
    case "53100": StorageError.full(path: path)
    case "25006", "42501": StorageError.readOnly(path: path)
    case "XX001", "XX002": StorageError.corrupt(path: path, detail: fault.message)
    case "55P03": StorageError.locked(path: path)
    default: error
    }
  }

  /// Whether an error may pass by itself: the store's session or server went away, or two writers met. What was being
  /// written may be there all the same.
  package static func isPassing(_ error: any Error) -> Bool {
    switch error as? PostgresError {
    case .connectionLost, .unreachable, .connectTimedOut: true
    case .server(let fault): fault.sqlState.hasPrefix("08") || passing.contains(fault.sqlState)
    default: false
    }
  }

  /// Sessions that were ended, servers that stop or start, deadlocks.
  private static let passing: Set = ["57P01", "57P02", "57P03", "57P05", "25P03", "40001", "40P01"]

  /// Whether nothing better is known than SQLite's own words.
  var isUnexplained: Bool { if case .other = self { true } else { false } }
}

// The sentences.
extension StorageError {
  package var code: String {
    switch self {
    case .missing: "DA001"
    case .folder: "DA002"
    case .cannotOpen: "DA003"
    case .readOnly: "DA004"
    case .full: "DA005"
    case .corrupt: "DA006"
    case .locked: "DA007"
    case .foreign: "DA008"
    case .newer: "DA009"
    case .migrationChanged: "DA010"
    case .migrationFailed: "DA011"
    case .notDurable: "DA012"
    case .other: "DA013"
    case .exists: "DA014"
    case .notEmpty: "DA015"
    }
  }

  package var message: String {
    switch self {
    case .missing(let path): "There is no store at \(path)."
    case .folder(let path, _): "The folder \(path) for the store does not exist and cannot be made."
    case .cannotOpen(let path, _): "The store \(path) cannot be opened."
    case .readOnly(let path): "The store \(path) cannot be written: the file or its folder is read-only."
    case .full(let path): "The disk that holds the store \(path) is full."
    case .corrupt(let path, _): "The store \(path) is damaged or no store."
    case .locked(let path): "Another process keeps the store \(path) locked."
    case .foreign(let path): "The store \(path) was not made by Dragoman."
    case .newer(let path, let store, let program):
      "The store \(path) has structure \(store), this program knows only \(program)."
    case .migrationChanged(let file): "The migration \(file) is not the one that this store was made with."
    case .migrationFailed(let file, _): "The migration \(file) failed; the store is as it was."
    case .notDurable(let path): "The store \(path) does not accept full durability."
    case .exists(let path): "The file \(path) exists already."
    case .notEmpty(let path): "The store \(path) has entries already."
    case .other(let path, _): "The store \(path) reports an error."
    }
  }

  package var detail: String? {
    switch self {
    case .folder(_, let detail), .cannotOpen(_, let detail), .corrupt(_, let detail), .migrationFailed(_, let detail),
      .other(_, let detail):
      detail
    default: nil
    }
  }

  package var hint: String? {
    switch self {
    case .missing: "Ask a question first, or name the folder where the store is."
    case .folder: "Make the folder, or name another one."
    case .cannotOpen: "Check that it is a file in a folder that this user may write."
    case .readOnly:
      "Give this user the right to write both, or name another place; nothing runs that cannot be recorded."
    case .full: "Free some space; what was recorded so far is safe, and nothing runs that cannot be recorded."
    case .corrupt: "Keep a copy of the file, then restore a backup or move it away to begin a new store."
    case .locked: "Find the process that holds it (fuser can tell), or try again."
    case .foreign: "Name another file, or another database."
    case .newer: "Use the newer Dragoman that wrote it."
    case .migrationChanged: "Use a Dragoman as it was released; released migrations never change."
    case .migrationFailed: nil
    case .notDurable: "Use a SQLite library that knows PRAGMA synchronous = FULL."
    case .exists: "Name a new file; a backup never replaces another one."
    case .notEmpty: "Restore into an empty store: name another state.folder or audit.url, or move the old store away."
    case .other: nil
    }
  }
}
