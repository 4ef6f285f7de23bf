internal import Vocabulary

/// What `\?` and `\h` show; the texts are files.
enum HelpPage {
  static var variables: String { EmbeddedText.files["Pages/variables.txt"] ?? "" }
  static var options: String { EmbeddedText.files["Pages/options.txt"] ?? "" }

  /// One topic of `sql.txt`, where each begins with `# NAME`, or the list of them.
  static func sql(_ topic: String) throws(ReplError) -> String {
    let text = EmbeddedText.files["Pages/sql.txt"] ?? ""
    let topics = text.split(separator: "# ").map { part in
      let name = part.prefix { $0 != "\n" }
      return (name: String(name), body: String(part.dropFirst(name.count + 1)).trimmed + "\n")
    }
    guard !topic.isEmpty else {
      return "Topics: \(topics.map(\.name).joined(separator: ", ")). Other statements are not run here.\n"
    }
    let wanted = topic.uppercased()
    guard let found = topics.first(where: { wanted == $0.name }) ?? topics.first(where: { wanted.hasPrefix($0.name) })
    else {
      throw .unknownTopic(String(topic.prefix(40)))
    }
    return found.body
  }
}
