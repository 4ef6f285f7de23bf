internal import Foundation
package import Vocabulary

/// How one kind of server is told a grammar: the field that it goes into and the notation that is read there.
package struct GrammarForm: Hashable, Sendable, Decodable {
  package enum Notation: String, Sendable, Decodable {
    /// llama.cpp's own, which xgrammar reads too.
    case gbnf
    /// llguidance's, behind the mark by which llama.cpp knows it.
    case lark
  }

  /// Keys from the request's top.
  package let path: [String]
  package let notation: Notation

  /// The forms that `grammar-forms.json` lists, by name.
  package static let known: [String: GrammarForm] = {
    let text = EmbeddedText.files["grammar-forms.json"] ?? ""
    guard let forms = try? JSONDecoder().decode([String: GrammarForm].self, from: Data(text.utf8)) else {
      preconditionFailure("grammar-forms.json cannot be read")
    }
    return forms
  }()

  /// The grammar as the server reads it.
  package func text(of grammar: Grammar) -> String { GrammarNotation(grammar).text(in: notation) }
}
