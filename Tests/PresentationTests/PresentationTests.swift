import Presentation
import Testing
import Vocabulary

@Suite struct `Result tables` {
  static let table = ResultTable(
    columns: [.init(name: "name", type: "text"), .init(name: "n", type: "bigint"), .init(name: "ok", type: "boolean")],
    rows: [["Zoë \"Z\", Ltd", "12", "t"], ["東京", nil, "f"], ["two\nlines", "-3", nil]])

  @Test func `are drawn as psql draws them`() {
    #expect(
      TableFormat.table.render(Self.table) == """
             name     | n  | ok\u{20}
        --------------+----+----
         Zoë "Z", Ltd | 12 | t
         東京         |    | f
         two         +| -3 |\u{20}
         lines        |    |\u{20}
        (3 rows)

        """)
  }

  @Test func `are quoted as RFC 4180 wants`() {
    #expect(
      TableFormat.csv.render(Self.table) == "name,n,ok\n\"Zoë \"\"Z\"\", Ltd\",12,t\n東京,,f\n\"two\nlines\",-3,\n")
  }

  @Test func `are JSON with numbers and booleans as such`() {
    #expect(
      TableFormat.jsonl.render(Self.table) == """
        {"name":"Zoë \\"Z\\", Ltd","n":12,"ok":true}
        {"name":"東京","n":null,"ok":false}
        {"name":"two\\nlines","n":-3,"ok":null}

        """)
    #expect(
      TableFormat.json.render(ResultTable(columns: [.init(name: "x", type: "numeric")], rows: [["NaN"]])).contains(
        "[\"NaN\"]"))
  }

  @Test func `keep repeated column names apart`() {
    let twice = ResultTable(
      columns: [.init(name: "a", type: "text"), .init(name: "a", type: "text")], rows: [["1", "2"]])
    #expect(TableFormat.jsonl.render(twice) == "{\"a\":\"1\",\"a_2\":\"2\"}\n")
  }
}
