import Presentation
import Testing

@testable import REPL

@Suite("The line that tells what is being done")
struct ScreenTests {
  @Test("fits on one line of the screen, whatever is in it, and keeps its end")
  func fitting() {
    #expect(Screen.fitting("asking the model …", width: 40) == "asking the model …")
    #expect(Screen.fitting("select a,\n\tb\u{1B}[2J", width: 40) == "select a,  b [2J")
    #expect(Screen.fitting("select one from two", width: 8) == "…rom two")
    for width in 1...24 {
      let line = Screen.fitting("select 漢字 from \"ひらがな\" where é", width: width)
      #expect(DisplayWidth.of(line) <= width, "\(line)")
    }
  }
}
