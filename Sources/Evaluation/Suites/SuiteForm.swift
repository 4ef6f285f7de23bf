internal import Foundation

/// The forms in which suites are published.
///
/// | what the path is | form |
/// |---|---|
/// | `*.jsonl` | JSON lines `{id, question, gold: […], db, class, …}` |
/// | `*.csv` | sql-eval: `db_name, query_category, question, query` |
/// | `*.json` with `SQL` | BIRD mini-dev |
/// | `*.json` with `query` | Spider; `tables.json` beside it tells names from texts |
/// | a folder | its `questions.jsonl`, or its `dev.json` |
package enum SuiteForm {
  static func read(_ path: String) throws(EvaluationError) -> Suite {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw .unreadable(path) }
    if isFolder.boolValue {
      for name in ["questions.jsonl", "dev.json", "mini_dev_postgresql.json"]
      where FileManager.default.fileExists(atPath: path + "/" + name) {
        return try read(path + "/" + name)
      }
      throw .noSuiteInFolder(path)
    }
    guard let bytes = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
    let suite: Suite
    switch (path as NSString).pathExtension.lowercased() {
    case "csv": suite = try SQLEvalSuite.read(bytes, path)
    case "json": suite = try ArraySuite.read(bytes, path)
    default: suite = try LineSuite.read(bytes, path)
    }
    guard !suite.items.isEmpty else { throw .badLine(path, 1) }
    return suite
  }

  /// Ids that occur twice get a number, so that each result has its own.
  static func distinct(_ items: [Suite.Item]) -> [Suite.Item] {
    var seen: [String: Int] = [:]
    return items.map { item in
      var item = item
      let times = seen[item.id, default: 0] + 1
      seen[item.id] = times
      if times > 1 { item.id += "#\(times)" }
      return item
    }
  }
}
