internal import Foundation

/// The database that the corpora of statements are about, with honest tables and traps, made once a process.
package enum CorpusDatabase {
  /// The server, once the database `safe_shop` is there, with two copies on which statements may be let loose: `alone_shop`
  /// as it is, `hardened_shop` to be hardened. The role `reader` reads them all.
  package static let ready = Task<TestServer, any Error> {
    let server = try await TestServer.shared()
    try await server.createDatabase(named: "safe_shop", sqlFiles: ["fixture.sql", "traps.sql"].map(file))
    for copy in ["alone_shop", "hardened_shop"] {
      try await server.psql("CREATE DATABASE \(copy) TEMPLATE safe_shop")
    }
    return server
  }

  /// What the policy denies where the corpora are judged.
  package static let deniedRelations = ["returned", "*.rejected", "frozen.*"]

  /// The path of a file or folder of the corpora.
  package static func file(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "SafeExecutionTests/Corpus/\(name)").path
  }
}
