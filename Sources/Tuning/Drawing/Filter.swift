/// A condition in words and in SQL.
struct Filter {
  /// Before the noun: "*cancelled* orders".
  var adjective: Wording?
  /// After the noun: "orders *from Norway*".
  var posts: [Wording] = []
  /// As a sentence's end, for many and for one: "orders that *cost more than 5*", "*costs more than 5*".
  var predicate: (many: Wording, one: Wording)?
  /// Says the noun and the condition at once: "cashiers" for employees whose job that is.
  var standIn: Wording?
  /// A bare period, where the condition is about when the thing happened.
  var when: Wording?
  var sql: SQLPhrase
  var links: [Int] = []
  var touched: Set<Int> = []
  /// Whether a row may come out more than once.
  var isMany = false
  /// What it is about, so that no question says the same twice.
  var about: String

  init(_ attribute: Attribute, sql: SQLPhrase) {
    self.sql = sql
    touched = [attribute.entity]
    about = attribute.name.description
  }

  init(about: String, sql: SQLPhrase) {
    self.about = about
    self.sql = sql
  }
}

/// What a question groups by.
struct Dimension {
  var one: Wording
  var many: Wording
  /// What is shown.
  var select: SQLPhrase
  /// What is grouped by: the shown columns, with the key before them where labels may repeat.
  var group: SQLPhrase
  /// The order that goes without saying: that of time.
  var order: SQLPhrase = ""
  var links: [Int] = []
  var touched: Set<Int> = []
  /// The entity whose rows are the groups, if they are.
  var entity: Entity?
  /// The way to it is across several rows.
  var isMany = false
  var attribute: Attribute?
  /// The rows above those that are led to.
  var isUpper = false
}

/// A shape of question: what it asks, in SQL and in the parts of its sentences.
struct Shape: Sendable {
  let name: String
  let weight: Double
  let make: @Sendable (Draw) -> Draft?

  init(_ name: String, _ weight: Double, _ make: @escaping @Sendable (Draw) -> Draft?) {
    self.name = name
    self.weight = weight
    self.make = make
  }
}

/// What a shape drew: fillers for its frames, and the SQL.
struct Draft {
  var sql: SQLPhrase
  var fillers: [String: Wording]
  /// The rule with the frames, where it is not the shape's own name.
  var frames: String?

  init(_ sql: SQLPhrase, _ fillers: [String: Wording], frames: String? = nil) {
    self.sql = sql
    self.fillers = fillers
    self.frames = frames
  }
}
