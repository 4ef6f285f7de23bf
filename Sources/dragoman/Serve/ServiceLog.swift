import Logging
import Vocabulary

/// What the service says of itself on standard error, in the form that the settings want.
struct ServiceLog: Sendable {
  private let logger: Logger?

  /// Sets the form for the whole process; once, before the first message.
  init(_ settings: Settings) {
    guard settings.text(.logForm) == "json" else {
      logger = nil
      return
    }
    LoggingSystem.bootstrap { JSONLineLog(label: $0) }
    logger = Logger(label: "dragoman")
  }

  func note(_ text: String) {
    if let logger { logger.notice("\(text)") } else { Terminal.note("dragoman: \(text)") }
  }

  func error(_ error: any Error, _ text: String) {
    guard let logger else {
      Terminal.note("dragoman: \(text)")
      return Terminal.error(error)
    }
    let breakage = error as? any Breakage
    logger.error(
      "\(text)",
      metadata: [
        "code": .string(breakage?.code ?? "XX000"), "reason": .string(breakage?.message ?? "\(error)"),
        "hint": .string(breakage?.hint ?? ""),
      ])
  }
}
