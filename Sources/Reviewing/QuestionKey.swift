internal import Foundation
package import Vocabulary

/// What makes two questions the same for a reviewer: the words, whatever their case, accents, spaces and final marks.
package struct QuestionKey: Hashable, Sendable {
  package let database: String
  package let words: String

  package init(_ text: String, database: String) {
    self.database = database
    words = Self.plain(text)
  }

  package init(_ question: Question) { self.init(question.text, database: question.database) }

  /// Lower case, without accents, blanks collapsed, without marks at the end.
  static func plain(_ text: String) -> String {
    let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    var words = folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")[...]
    while let last = words.last, last.isPunctuation || last == " " { words.removeLast() }
    return String(words)
  }
}
