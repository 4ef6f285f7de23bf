/// What retrieval found for a question, each item with its reason.
package struct Evidence: Hashable, Sendable, Codable {
  /// Why something was found.
  package enum Reason: Hashable, Sendable, Codable {
    /// A word of the question is a word of the name.
    case name(String)
    /// A word of the question is a word of the comment.
    case comment(String)
    /// A word of the question means much the same as one of the name.
    case synonym(String)
    /// A value of the column is mentioned.
    case value(String)
    /// It lies on the way between two relations that were found.
    case joinPath
    /// Likewise, but no key is declared on that way: names, types and values say so.
    case inferredJoin
    /// A term of the glossary means it.
    case term(String)
    /// An approved pair about a question like this one reads it.
    case example(QuestionID)
  }

  package struct LinkedRelation: Hashable, Sendable, Codable {
    package var name: RelationName
    package var score: Double
    package var reasons: [Reason]

    package init(name: RelationName, score: Double, reasons: [Reason]) {
      self.name = name
      self.score = score
      self.reasons = reasons
    }
  }

  package struct LinkedColumn: Hashable, Sendable, Codable {
    package var name: ColumnName
    package var score: Double
    package var reasons: [Reason]

    package init(name: ColumnName, score: Double, reasons: [Reason]) {
      self.name = name
      self.score = score
      self.reasons = reasons
    }
  }

  /// Words of the question that name relations or columns.
  package struct LinkedWords: Hashable, Sendable, Codable {
    /// The span in the question, in UTF-8 bytes.
    package var range: Range<Int>
    /// Best first.
    package var relations: [RelationName]
    /// Best first.
    package var columns: [ColumnName]

    package init(range: Range<Int>, relations: [RelationName], columns: [ColumnName]) {
      self.range = range
      self.relations = relations
      self.columns = columns
    }
  }

  /// Best first.
  package var relations: [LinkedRelation]
  /// Best first.
  package var columns: [LinkedColumn]
  /// In the order of the question; ranges do not overlap.
  package var mentions: [Mention]
  /// In the order of the question; ranges overlap neither each other nor a mention's.
  package var words: [LinkedWords]
  /// Words of the question that should mean something here and name nothing, in its order.
  package var unexplained: [String] = []
  /// The share of the question's telling words that name something or are mentioned; 1 where it has none.
  package var coverage = 1.0
  /// Terms of the glossary that the question says, in its order.
  package var terms: [Term] = []
  /// Approved pairs about questions like this one, the likest first.
  package var examples: [Example] = []
  /// Approved pairs about questions like this one that today's schema refuses.
  package var setAside: [SetAside] = []

  package init(
    relations: [LinkedRelation], columns: [LinkedColumn], mentions: [Mention], words: [LinkedWords] = []
  ) {
    self.relations = relations
    self.columns = columns
    self.mentions = mentions
    self.words = words
  }
}

/// A literal that the question mentions: a stored value, a number, a period of time, or a name that nobody knows.
package struct Mention: Hashable, Sendable, Codable {
  /// A half-open span of time; both ends are SQL expressions of type timestamp or date, e.g. `date '2024-03-01'`.
  package struct Period: Hashable, Sendable, Codable {
    package enum Grain: String, Sendable, Codable { case day, week, month, quarter, year, range }

    package var start: String
    package var end: String
    package var grain: Grain

    package init(start: String, end: String, grain: Grain) {
      self.start = start
      self.end = end
      self.grain = grain
    }
  }

  package enum Content: Hashable, Sendable, Codable {
    /// A text that is known to stand in the given columns, with its stored spelling in each.
    case value([StoredValue])
    /// A number in SQL spelling, e.g. `5`, `1500.50`.
    case number(String)
    case period(Period)
    /// Quoted or capitalised words that match no known value: they may stand in any text column.
    case text(String)
  }

  /// Where a text stands in the data.
  package struct StoredValue: Hashable, Sendable, Codable {
    package var column: ColumnName
    package var value: String

    package init(column: ColumnName, value: String) {
      self.column = column
      self.value = value
    }
  }

  /// The span in the question, in UTF-8 bytes.
  package var range: Range<Int>
  /// The words of the span.
  package var text: String
  package var content: Content

  package init(range: Range<Int>, text: String, content: Content) {
    self.range = range
    self.text = text
    self.content = content
  }
}
