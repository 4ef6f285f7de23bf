internal import Foundation
internal import Vocabulary

/// Columns as fields that end in a zero byte, which no text of PostgreSQL holds.
///
/// A large catalog is nearly all columns, and a start waits for them: with these as JSON a file takes five times as long to read.
enum ColumnFields {
  static func append(_ column: Column, to data: inout Data) {
    func add(_ field: String) {
      data.append(contentsOf: field.utf8)
      data.append(0)
    }
    add(column.name)
    add(column.type)
    add(column.family.rawValue)
    add((column.nullable ? "n" : "") + (column.valuesAreComplete ? "c" : ""))
    add(column.comment.map { "=" + $0 } ?? "")
    for list in [column.enumLabels, column.commonValues] {
      add(String(list.count))
      for value in list { add(value) }
    }
  }

  /// So many columns for each of several relations; `nil` unless the bytes are these and nothing else.
  static func columns(_ counts: [Int], in bytes: UnsafeRawBufferPointer) -> [[Column]]? {
    var fields = Reader(bytes: bytes)
    var all: [[Column]] = []
    all.reserveCapacity(counts.count)
    for count in counts {
      // The counts come from the file, too.
      guard count >= 0 else { return nil }
      var columns: [Column] = []
      for _ in 0..<count {
        guard let column = column(&fields) else { return nil }
        columns.append(column)
      }
      all.append(columns)
    }
    return fields.isAtEnd ? all : nil
  }

  private static func column(_ fields: inout Reader) -> Column? {
    guard let name = fields.text(), let type = fields.text(), let family = fields.text().flatMap(TypeFamily.init),
      let flags = fields.text(), let comment = fields.text(), let labels = fields.list(), let values = fields.list()
    else { return nil }
    return Column(
      name: name, type: type, family: family, nullable: flags.contains("n"),
      comment: comment.isEmpty ? nil : String(comment.dropFirst()), enumLabels: labels, commonValues: values,
      valuesAreComplete: flags.contains("c"))
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    private var next = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { next == bytes.count }

    mutating func text() -> String? {
      guard let start = bytes.baseAddress.map({ $0 + next }), next < bytes.count,
        let end = memchr(start, 0, bytes.count - next)
      else { return nil }
      let length = start.distance(to: UnsafeRawPointer(end))
      defer { next += length + 1 }
      return String(decoding: bytes[next..<(next + length)], as: UTF8.self)
    }

    mutating func list() -> [String]? {
      // No more than there are bytes, whatever a damaged file says.
      guard let count = text().flatMap({ Int($0) }), count >= 0, count <= bytes.count - next else { return nil }
      var list: [String] = []
      list.reserveCapacity(count)
      for _ in 0..<count {
        guard let value = text() else { return nil }
        list.append(value)
      }
      return list
    }
  }
}
