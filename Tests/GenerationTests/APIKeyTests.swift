import Foundation
import ModelTestSupport
import Testing

@testable import Generation

@Suite("API keys")
struct APIKeyTests {
  @Test("a key comes from a setting, or from a file without the white space around it")
  func origins() throws {
    #expect(try APIKey.said("s3cret", as: "model.key").secret == "s3cret")
    let path = try Fixtures.temporaryFolder() + "/key"
    try Data("  s3cret\n".utf8).write(to: URL(filePath: path))
    #expect(try APIKey.inFile(path).secret == "s3cret")
  }

  @Test("a key that cannot be read, is empty or has more than one line is an error that does not show it")
  func unreadable() throws {
    #expect(throws: GenerationError.self) { try APIKey.inFile("/nonexistent/key") }
    for text in [" ", "s3cret\nX-Evil: 1"] {
      #expect { try APIKey.said(text, as: "model.key") } throws: {
        !"\($0)".contains("s3cret") && "\($0)".contains("DG022")
      }
    }
  }

  @Test("neither printing nor dumping an endpoint shows its key")
  func hidden() throws {
    var endpoint = ModelEndpoint(url: "http://h")
    endpoint.key = APIKey(secret: "s3cret")
    var dumped = ""
    dump(endpoint, to: &dumped)
    #expect(!(dumped + "\(endpoint)" + String(reflecting: endpoint)).contains("s3cret"))
  }
}
