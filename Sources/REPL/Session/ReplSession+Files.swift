internal import Foundation
internal import Interpretation
internal import Presentation
internal import Vocabulary

extension ReplSession {
  /// Files within files within files.
  private static let deepest = 32

  /// Works off a file, as if its lines were typed.
  package func include(_ path: String) async -> ReplReply {
    var reply = ReplReply()
    do { try await include(path, beside: false, &reply) } catch { fail(error, &reply) }
    return reply
  }

  func include(_ path: String, beside: Bool, _ reply: inout ReplReply) async throws {
    guard files.count < Self.deepest else { throw ReplError.tooDeep }
    var path = RowTarget.path(path)
    if beside, !path.hasPrefix("/"), let file = files.last {
      path = URL(filePath: file).deletingLastPathComponent().appending(path: path).path
    }
    let text = try Self.read(path)
    let outer = reader
    reader = InputReader()
    files.append(path)
    defer {
      reader = outer
      files.removeLast()
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      await take(line.hasSuffix("\r") ? String(line.dropLast()) : String(line), &reply)
      if reply.isLast || Task.isCancelled { return }
      if hasFailed, variables.isOn("ON_ERROR_STOP") { return }
      await flush(&reply)
    }
    if !reader.drop().isEmpty { throw ReplError.unfinishedSQL }
  }

  private static func read(_ path: String) throws(ReplError) -> String {
    do { return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self) } catch {
      let reason = FileManager.default.fileExists(atPath: path) ? "it is no readable file" : "there is no such file"
      throw .unreadableFile(path, reason: reason)
    }
  }

  func write(_ target: String) throws {
    guard let sql = reader.unfinished.isEmpty ? repeatable : reader.unfinished else { throw ReplError.nothingYet }
    var file = try RowTarget.open(target, allowsShell: false)
    try file.write(sql + "\n")
  }

  /// `\o`: rows into a file from now on, or to the screen again.
  func redirect(_ target: String?) async throws {
    let next = try target.map { try RowTarget.open($0, allowsShell: options.allowsShell) } ?? .screen
    await close(rows)
    rows = next
  }

  func changeFolder(_ path: String?) throws(ReplError) {
    let path = RowTarget.path(path ?? "~")
    guard FileManager.default.changeCurrentDirectoryPath(path) else {
      throw .unreadableFile(path, reason: "it is no folder to work in")
    }
  }

  /// Lets a person edit the statement; what comes back is worked off as if it were typed.
  func edit(_ file: String?, _ reply: inout ReplReply) async throws {
    let text = reader.unfinished.isEmpty ? repeatable ?? "" : reader.unfinished
    guard let edited = try await edited(text, file: file.map(RowTarget.path)) else { return }
    _ = reader.drop()
    for line in edited.split(separator: "\n", omittingEmptySubsequences: false) {
      await take(String(line), &reply)
      if reply.isLast || Task.isCancelled { return }
    }
  }

  /// A text as a person leaves it; `nil` when it was not changed.
  func edited(_ text: String, file: String? = nil) async throws -> String? {
    guard let edit = console.edit else { throw ReplError.needsTerminal("e") }
    if let file {
      await edit(file)
      return try Self.read(file).trimmed
    }
    let folder = FileManager.default.temporaryDirectory
    let path = folder.appending(path: "dragoman-edit-\(UUID().uuidString).sql").path
    // It may hold what only this person may see.
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
    else { throw ReplError.unwritableFile(path, reason: String(cString: strerror(errno))) }
    defer { try? FileManager.default.removeItem(atPath: path) }
    await edit(path)
    let edited = try Self.read(path).trimmed
    return edited == text ? nil : edited
  }

  func typed(_ file: String?, _ reply: inout ReplReply) async throws {
    let lines = await console.typed?() ?? []
    let text = lines.map { $0 + "\n" }.joined()
    guard let file else {
      reply.output += text
      reply.pager = display.pager
      return
    }
    var target = try RowTarget.open(file, allowsShell: false)
    try target.write(text)
    await close(target)
  }

  func shell(_ command: String, _ reply: inout ReplReply) async throws {
    guard options.allowsShell, let shell = console.shell else {
      throw ReplError.notAllowed("!", setting: "repl.shell")
    }
    await flush(&reply)
    let program = command.isEmpty ? ProcessInfo.processInfo.environment["SHELL"] ?? "/bin/sh" : command
    let status = await shell(program, nil)
    variables["SHELL_EXIT_CODE"] = String(status)
    variables["SHELL_ERROR"] = status == 0 ? "false" : "true"
  }

  /// `\copy (query) to file`: rows as COPY writes them.
  func copy(_ line: String, _ reply: inout ReplReply) async throws {
    let order = try CopyOrder(line)
    if order.target.hasPrefix("|"), !options.allowsShell { throw ReplError.notAllowed("copy", setting: "repl.shell") }
    let outcome = try await run(order.query)
    guard case .answered(let answer) = outcome else { return tell(outcome, showsSQL: false, &reply) }
    note(sqlState: "00000", rows: answer.table.rows.count)
    let text = order.text(answer.table)
    if order.target == "stdout" {
      reply.output += text
    } else {
      var target = try RowTarget.open(order.target, allowsShell: options.allowsShell)
      try target.write(text)
      await close(target)
      if !display.isQuiet { reply.say("COPY \(answer.table.rows.count)") }
    }
    for notice in answer.notices { reply.complain(notice) }
  }
}
