// Payloads of entries about the log and the service themselves.
extension AuditEntry {
  package struct Redacted: Hashable, Sendable, Codable {
    /// Positions in the log whose payloads were removed: pairs of a first and a last one, in order.
    package var entries: [[Int64]]
    /// Why, in the words of who did it.
    package var reason: String
    /// What they were chosen by, e.g. `question`, `retention 90 days`, `column shop.customer.email`.
    package var rule: String

    package init(entries: [[Int64]], reason: String, rule: String) {
      self.entries = entries
      self.reason = reason
      self.rule = rule
    }
  }

  package struct ModelPromoted: Hashable, Sendable, Codable {
    package var model: String
    /// Hex SHA-256 of its file.
    package var digest: String
    /// The model that answered before; `nil` for a first one.
    package var predecessor: String?
    /// What it reached, by suite.
    package var scores: [String: String]

    package init(model: String, digest: String, predecessor: String? = nil, scores: [String: String] = [:]) {
      self.model = model
      self.digest = digest
      self.predecessor = predecessor
      self.scores = scores
    }
  }

  package struct AccessRefused: Hashable, Sendable, Codable {
    /// Our code for why.
    package var code: String
    package var message: String
    /// What was asked for, e.g. `POST /v1/query`.
    package var route: String
    /// Refusals that this entry stands for: strangers who knock without end get one a second.
    package var times: Int

    package init(code: String, message: String, route: String, times: Int = 1) {
      self.code = code
      self.message = message
      self.route = route
      self.times = times
    }
  }

  package struct SettingsChanged: Hashable, Sendable, Codable {
    package struct Change: Hashable, Sendable, Codable {
      package var setting: String
      /// `nil` when it was not recorded before.
      package var before: String?
      /// `nil` when there is no such setting any more.
      package var after: String?
    }

    package var changes: [Change]
    /// All settings in force, by name; secrets are hidden.
    package var settings: [String: String]

    /// What is different; `nil` when nothing is.
    package init?(from before: [String: String], to after: [String: String]) {
      let names = Set(before.keys).union(after.keys).sorted()
      changes = names.filter { before[$0] != after[$0] }.map {
        Change(setting: $0, before: before[$0], after: after[$0])
      }
      settings = after
      if changes.isEmpty { return nil }
    }
  }
}
