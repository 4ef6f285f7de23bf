import Presentation

/// An id of somebody else's, given back as it came: a text, a number, a truth value or nothing.
enum JSONScalar: Decodable, Hashable {
  case text(String)
  case number(Int)
  case amount(Double)
  case flag(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let amount = try? container.decode(Double.self) {
      self = .amount(amount)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  var json: String {
    switch self {
    case .text(let text): JSONTable.quoted(text)
    case .number(let number): String(number)
    case .amount(let amount): String(amount)
    case .flag(let flag): String(flag)
    case .null: "null"
    }
  }
}
