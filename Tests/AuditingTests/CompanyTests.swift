import Testing
import Vocabulary

@testable import Auditing

/// How long a commit waits for others.
@Suite struct CompanyTests {
  @Test("A single writer never waits; several wait for those who were there a moment ago")
  func expected() {
    var company = Company()
    #expect(!company.isWorthwhile)
    company.note(done: 1, waiting: 0)
    #expect(!company.isWorthwhile)
    company.note(done: 4, waiting: 4)
    #expect(company.isWorthwhile && company.expected == 8)
  }

  @Test("Waiting in vain is tried ever more seldom, and as before once it was worth it")
  func inVain() {
    var company = Company()
    var tried: [Int] = []
    for commit in 0..<300 {
      company.note(done: 2, waiting: 0)
      guard company.isWorthwhile else { continue }
      tried.append(commit)
      company.came(1)
    }
    #expect(tried == [0, 2, 6, 14, 30, 62, 126, 190, 254])
    company.came(2)
    company.note(done: 2, waiting: 0)
    #expect(company.isWorthwhile)
  }

  @Test("Writers that come again share commits, and the chain is whole")
  func shared() async throws {
    let audit = try await AuditFixture()
    let log = audit.log
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          for number in 0..<25 { try await log.asked(AuditFixture.question("\(writer) \(number)")) }
        }
      }
      try await group.waitForAll()
    }
    let verification = try await audit.reader.verify(.everything)
    #expect(verification.isIntact && verification.entries == 200)
    #expect(await log.commits < 200)
  }
}
