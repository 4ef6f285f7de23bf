import Foundation
import Postgres
import Presentation
import TestSupport
import Testing
import Vocabulary

/// Our tables beside those of the real psql: the same queries (`queries.sql`), the same settings, the same bytes.
@Suite("Tables are psql's", .timeLimit(.minutes(2)))
struct PsqlTests {
  /// A style of ours and how psql is told the same.
  struct Dress: Sendable, CustomTestStringConvertible {
    var psets: String
    var style: TableStyle

    init(_ psets: String, _ change: (inout TableStyle) -> Void) {
      self.psets = psets
      style = TableStyle()
      change(&style)
    }

    var testDescription: String { psets }
  }

  static let dresses: [Dress] = [
    Dress("format aligned") { _ in },
    Dress("border 0") { $0.border = 0 },
    Dress("border 2") { $0.border = 2 },
    Dress("null ∅ & tuples_only on") {
      $0.null = "∅"
      $0.tuplesOnly = true
    },
    Dress("footer off") { $0.footer = false },
    Dress("linestyle unicode & border 2 & null (null)") {
      $0.lines = .unicode
      $0.border = 2
      $0.null = "(null)"
    },
    Dress("linestyle unicode") { $0.lines = .unicode },
    Dress("title 'A title: é'") { $0.title = "A title: é" },
    Dress("expanded on") { $0.expanded = .on },
    Dress("expanded on & border 0") {
      $0.expanded = .on
      $0.border = 0
    },
    Dress("expanded on & border 2") {
      $0.expanded = .on
      $0.border = 2
    },
    Dress("expanded on & tuples_only on & null nil") {
      $0.expanded = .on
      $0.tuplesOnly = true
      $0.null = "nil"
    },
    Dress("expanded on & linestyle unicode & border 2 & title T") {
      $0.expanded = .on
      $0.lines = .unicode
      $0.border = 2
      $0.title = "T"
    },
    Dress("expanded auto & columns 60") {
      $0.expanded = .auto
      $0.width = 60
    },
    Dress("format wrapped & columns 40") {
      $0.format = .wrapped
      $0.width = 40
    },
    Dress("format wrapped & columns 60 & linestyle unicode & border 2") {
      $0.format = .wrapped
      $0.width = 60
      $0.lines = .unicode
      $0.border = 2
    },
    Dress("format wrapped & columns 50 & border 0") {
      $0.format = .wrapped
      $0.width = 50
      $0.border = 0
    },
    Dress("format wrapped & columns 40 & expanded on") {
      $0.format = .wrapped
      $0.width = 40
      $0.expanded = .on
    },
    Dress("format wrapped & columns 40 & expanded on & border 0") {
      $0.format = .wrapped
      $0.width = 40
      $0.expanded = .on
      $0.border = 0
    },
    Dress("format unaligned") { $0.format = .unaligned },
    Dress("format unaligned & tuples_only on & fieldsep ', ' & null -") {
      $0.format = .unaligned
      $0.tuplesOnly = true
      $0.fieldSeparator = ", "
      $0.null = "-"
    },
    Dress("format unaligned & recordsep ' / ' & title T") {
      $0.format = .unaligned
      $0.recordSeparator = " / "
      $0.title = "T"
    },
    Dress("format unaligned & expanded on") {
      $0.format = .unaligned
      $0.expanded = .on
    },
    Dress("format unaligned & expanded on & title T & tuples_only on") {
      $0.format = .unaligned
      $0.expanded = .on
      $0.title = "T"
      $0.tuplesOnly = true
    },
    Dress("format csv") { $0.format = .csv },
    Dress("format csv & csv_fieldsep ';' & tuples_only on & null NULL") {
      $0.format = .csv
      $0.csvSeparator = ";"
      $0.tuplesOnly = true
      $0.null = "NULL"
    },
    Dress("format csv & expanded on") {
      $0.format = .csv
      $0.expanded = .on
    },
  ]

  /// What stands between two results in psql's output.
  private static let seam = "=== the next result ==="

  static let queries: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "queries.sql")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let wide = (1...1600).map { "\($0) as c\($0)" }.joined(separator: ", ")
    return text.components(separatedBy: ";\n").map { $0.trimmingCharacters(in: .newlines) }.filter { !$0.isEmpty }
      + ["select \(wide)"]
  }()

  private static let tables = Task {
    let server = try await TestServer.shared()
    let connection = try await PostgresConnection.connect(
      PostgresSettings(connectionString: server.connectionString()))
    var tables: [ResultTable] = []
    for query in queries { tables.append(try await connection.query(query)) }
    return tables
  }

  @Test("every result looks the same, byte for byte", arguments: dresses)
  func same(dress: Dress) async throws {
    #expect(Self.queries.count > 60)
    let tables = try await Self.tables.value
    let settings =
      ["format aligned", "tuples_only off", "expanded off", "pager off"] + dress.psets.components(separatedBy: " & ")
    var script = settings.map { "\\pset \($0)\n" }.joined()
    for query in Self.queries { script += "\\echo '\(Self.seam)'\n\(query);\n" }
    let output = try await TestServer.shared().psql(script)
    let expected = output.components(separatedBy: Self.seam + "\n").dropFirst()
    #expect(expected.count == tables.count)
    for (index, pair) in zip(expected, tables).enumerated() {
      let (theirs, table) = pair
      let ours = dress.style.render(table)
      // The test's report quotes both texts whole: of the wide one that would be megabytes.
      guard ours != theirs else { continue }
      Issue.record(
        "\(Self.queries[index].prefix(200))\n--- psql\n\(theirs.prefix(1500))\n--- ours\n\(ours.prefix(1500))")
    }
  }
}
