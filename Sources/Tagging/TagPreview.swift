package import Vocabulary

/// Tagged SQL that is still being written, for whoever watches: names for the tags that are whole so far.
///
/// It is no statement: the joins come when the answer is whole, and a text may end anywhere.
package enum TagPreview {
  package static func text(_ written: String, tags: TagTable) -> String {
    var text = ""
    var rest = written[...]
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start]
      rest = rest[start...]
      let end = rest.firstIndex(of: ">")
      if let end, let name = name(rest[start...end], tags) {
        if let last = text.last, !last.isWhitespace, !["(", ":", "."].contains(last) { text += " " }
        text += name
        rest = rest[rest.index(after: end)...]
      } else if rest.hasPrefix(TaggedSQL.end) || end == nil && Self.mayBeTag(rest) {
        // The end, or a tag whose number shows with the next piece.
        return text
      } else {
        text.append(rest.removeFirst())
      }
    }
    return text + rest
  }

  private static func mayBeTag(_ rest: Substring) -> Bool {
    let body = rest.dropFirst()
    return body.isEmpty
      || "tcv|".contains(body.prefix(1)) && body.dropFirst().allSatisfy { $0.isNumber || $0.isLetter || $0 == "|" }
  }

  private static func name(_ tag: Substring, _ tags: TagTable) -> String? {
    guard let kind = tag.dropFirst().first, let number = Int(tag.dropFirst(2).dropLast()), number >= 0 else {
      return nil
    }
    switch kind {
    case "t": return number < tags.relations.count ? tags.relations[number]?.sql : nil
    case "c":
      guard number < tags.columns.count, let column = tags.columns[number] else { return nil }
      return "\(SQLText.identifier(column.relation.name)).\(SQLText.identifier(column.column))"
    case "v": return number < tags.mentions.count ? "'\(tags.mentions[number].text)'" : nil
    default: return nil
    }
  }
}
