import Synchronization
import Testing
import Threads

@Test("what is done concurrently is done once each, and given back in its order")
func concurrentWork() {
  let calls = Mutex<[String]>([])
  let (number, text) = concurrently {
    calls.withLock { $0.append("number") }
    return 1
  } _: {
    calls.withLock { $0.append("text") }
    return "one"
  }
  #expect(number == 1)
  #expect(text == "one")
  #expect(calls.withLock { $0.sorted() } == ["number", "text"])
}
