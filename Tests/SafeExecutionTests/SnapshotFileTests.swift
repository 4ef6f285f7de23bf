import Foundation
import Testing
import Vocabulary

@testable import SafeExecution

@Suite struct SnapshotFileTests {
  /// Written anew with DRAGOMAN_WRITE_SNAPSHOT=1 in the environment.
  @Test("The snapshot that the fuzzer reads is the fixture's")
  func snapshot() async throws {
    var snapshot = try await Fixture.database.value.snapshot
    // What drifts, or differs from one installation to the next, decides nothing.
    snapshot.serverVersion = 150_000
    snapshot.fingerprint = ""
    snapshot.foreignKeys = []
    for index in snapshot.relations.indices {
      snapshot.relations[index].estimatedRows = nil
      for column in snapshot.relations[index].columns.indices {
        snapshot.relations[index].columns[column].commonValues = []
      }
    }
    snapshot.routines = snapshot.routines.map { routine in
      var routine = routine
      routine.comment = nil
      return routine
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let file = Fixture.corpus("snapshot.json")
    if ProcessInfo.processInfo.environment["DRAGOMAN_WRITE_SNAPSHOT"] == "1" {
      try encoder.encode(snapshot).write(to: file)
    }
    let kept = try JSONDecoder().decode(SchemaSnapshot.self, from: Data(contentsOf: file))
    #expect(kept.relations == snapshot.relations)
    #expect(kept.userDefinedTypes == snapshot.userDefinedTypes)
    #expect(kept.operators == snapshot.operators)
    #expect(kept.casts == snapshot.casts)
    #expect(kept.routines.map(\.name).sorted() == snapshot.routines.map(\.name).sorted())
  }
}
