internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Sits in each connection and tells when its caller hangs up, and hangs up on one who sends a request drop by drop; also
/// puts a compressor where one belongs.
final class HangUpWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart

  private let hangUps: HangUps
  /// How long a request may take to come whole, from the end of its headers on. The headers have the time that a connection
  /// may be idle.
  private let patience: TimeAmount
  private var slowness: Scheduled<Void>?

  init(_ hangUps: HangUps, patience: Duration) {
    self.hangUps = hangUps
    self.patience = TimeAmount(patience)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      let channel = context.channel
      slowness = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    case .body: break
    case .end: slowness?.cancel()
    }
    context.fireChannelRead(data)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    // The compressor speaks HTTP/1's own parts, so it stands on the wire's side of the codec.
    let pipeline = context.pipeline.syncOperations
    guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
    let compressor = HTTPResponseCompressor(responseCompressionPredicate: Self.intent)
    try? pipeline.addHandlers([compressor, CompressorGuard(compressor)], position: .before(codec))
  }

  /// A stream of events must not wait until there is enough to compress.
  private static func intent(
    _ head: inout HTTPResponseHead, _ isSupported: Bool
  ) -> HTTPResponseCompressor.CompressionIntent {
    let type = head.headers.first(name: "content-type") ?? ""
    let isText = ["text/html", "text/css", "text/csv", "text/javascript", "application/"].contains {
      type.hasPrefix($0)
    }
    return isSupported && isText ? .compressIfPossible : .doNotCompress
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed? = event as? ChannelEvent { hangUps.hungUp(context.channel) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    slowness?.cancel()
    hangUps.hungUp(context.channel)
    context.fireChannelInactive()
  }
}
