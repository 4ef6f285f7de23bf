import Presentation

/// An id of somebody else's: a text or a number, given back as it came.
enum JSONScalar: Decodable, Hashable {
  case text(String)
  case number(Int)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  var json: String {
    switch self {
    case .text(let text): JSONTable.quoted(text)
    case .number(let number): String(number)
    }
  }
}
