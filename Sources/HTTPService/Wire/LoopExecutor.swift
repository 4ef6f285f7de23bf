internal import NIOCore

/// Runs tasks on an event loop's thread, so that what a connection reads and writes changes no threads.
///
/// For short work only: meanwhile no other connection of the loop is served.
final class LoopExecutor: TaskExecutor {
  let loop: any EventLoop

  init(_ loop: any EventLoop) { self.loop = loop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
