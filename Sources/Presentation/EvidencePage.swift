package import Vocabulary

/// Says what was found for a question and why, from what the audit log keeps.
package enum EvidencePage {
  /// Lines with a heading each; empty where nothing was looked for.
  package static func lines(_ workings: AuditWorkings) -> [String] {
    var lines: [String] = []
    if let evidence = workings.evidence {
      let found = evidence.reasons ?? evidence.relations.map(\.description)
      lines += headed("found", found)
      if !evidence.mentions.isEmpty { lines.append("mentions    " + evidence.mentions.joined(separator: ", ")) }
      if let terms = evidence.terms { lines.append("terms       " + terms.joined(separator: ", ")) }
      if let examples = evidence.examples {
        lines.append("examples    " + examples.map(\.description).joined(separator: ", "))
      }
      if let setAside = evidence.setAside {
        lines.append("set aside   " + setAside.map(\.description).joined(separator: ", ") + ": the schema has changed")
      }
    }
    if let verified = workings.verified {
      lines.append("verified    " + verified.sentence)
    }
    if let drift = workings.drift {
      lines.append(
        "drift       the schema had changed (\(drift.sqlState)): read anew, was \(drift.before.prefix(12)), is "
          + "\(workings.schemaFingerprint?.prefix(12) ?? "not known")")
    }
    lines += headed("grammar", workings.grammars)
    lines += headed("tried", (workings.trials ?? []).map(\.sentence))
    if workings.modelIsStale == true {
      lines.append(
        "stale       \(workings.model ?? "the model") was tuned on another schema: `dragoman tune` makes one for this")
    }
    if let standsIn = workings.standsIn {
      lines.append(
        "stands in   \(workings.model ?? "the general model") answers: \(standsIn.model) never learnt "
          + standsIn.unknown.joined(separator: ", ") + "; `dragoman tune` teaches it")
    }
    return lines
  }

  private static func headed(_ heading: String, _ texts: [String]) -> [String] {
    texts.enumerated().map { index, text in
      (index == 0 ? heading : "").padded(to: 12) + text
    }
  }
}

extension AuditWorkings.Trial {
  /// `12 rows (3f9a), cost 40: SELECT …`; trials with the same sign in brackets found the same.
  package var sentence: String {
    let found = rows.map { "\($0) \($0 == 1 ? "row" : "rows")" } ?? failure.map { "stopped (\($0))" } ?? "not compared"
    let sign = digest.map { " (\($0.prefix(4)))" } ?? ""
    return "\(found)\(sign), cost \(Int(min(cost, 1e15).rounded())): \(sql)"
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
