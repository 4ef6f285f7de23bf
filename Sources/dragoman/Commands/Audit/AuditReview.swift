import ArgumentParser
import Auditing
import Foundation
import Presentation
import Reviewing
import Vocabulary

extension AuditCommand {
  /// `dragoman audit approve`.
  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that the answer, or the refusal, was right.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let standing = try await desk.reviews.approve(try AuditDesk.id(id), by: desk.principal)
        Terminal.line(AuditDesk.told(standing, "approved \(id)"))
      }
    }
  }

  /// `dragoman audit reject`.
  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say that the answer was wrong, and why.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String
    @Argument(help: "Why.") var reason: String

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try await desk.reviews.reject(try AuditDesk.id(id), because: reason, by: desk.principal)
        Terminal.line("rejected \(id)")
      }
    }
  }

  /// `dragoman audit correct`.
  struct Correct: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give the SQL that would have been right; it is validated and run before it is kept.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String
    @Argument(help: "The right SQL.") var sql: String
    @Flag(help: "Keep it without asking; in a pipe nobody is asked.") var yes = false

    func run() async throws {
      try await Composition.with(common, needsModel: false) { composition in
        try await composition.checkRole()
        let desk = composition.reviews
        switch try await desk.trial(
          sql, for: try AuditDesk.id(id), by: composition.principal, through: composition.interpreter())
        {
        case .refused(let refusal):
          Terminal.note(refusal.message + (refusal.hint.map { " \($0)" } ?? ""))
          throw Ending.refused
        case .passed(let correction):
          Terminal.write(TableFormat.table.render(correction.answer.table))
          for notice in correction.answer.notices { Terminal.note(notice) }
          guard yes || Self.isConfirmed() else {
            Terminal.line("not kept")
            throw Ending.refused
          }
          Terminal.line(AuditDesk.told(try await desk.keep(correction), "kept as the right answer to \(id)"))
        }
      }
    }

    private static func isConfirmed() -> Bool {
      guard Terminal.outputIsTerminal, Terminal.inputIsTerminal else { return true }
      Terminal.write("Keep it? [y/n] ")
      return ["y", "yes"].contains(readLine()?.lowercased())
    }
  }

  /// `dragoman audit feedback`.
  struct Feedback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what you think of an answer: it moves the question up the reviewers' queue.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The question's id.") var id: String
    @Argument(help: "up or down.") var thumb: AuditEntry.Feedback.Thumb
    @Argument(help: "Why.") var comment: String?

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try await desk.reviews.feedback(try AuditDesk.id(id), thumb, comment: comment, by: desk.principal)
        Terminal.line("noted for the reviewers")
      }
    }
  }

  /// `dragoman audit recheck`.
  struct Recheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Judge every approved pair by today's schema and set aside what no longer fits.")
    @OptionGroup var common: CommonOptions
    @Flag(help: "Also those that were judged by this very schema before.") var all = false

    func run() async throws {
      try await Composition.with(common, needsModel: false) { composition in
        let result = try await composition.reviews.recheck(
          composition.database, name: composition.databaseName, all: all,
          by: composition.principal)
        Terminal.line(
          "\(result.judged) pairs judged, \(result.known) known to fit or set aside, \(result.broken.count) set aside, "
            + "\(result.restored.count) restored")
        for broken in result.broken { Terminal.line("  \(broken.questionID) \(broken.question): \(broken.reason)") }
        if !result.broken.isEmpty { throw Ending.refused }
      }
    }
  }
}

extension AuditDesk {
  /// What was done, and whether it is enough.
  static func told(_ standing: Standing, _ done: String) -> String {
    standing.state == .waiting ? "\(done); another voice is needed" : done
  }
}
