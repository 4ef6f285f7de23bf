internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPCompression

/// Keeps the compressor from what it cannot bear: it expects one response a request, and ends the process at any other.
///
/// A request that cannot be parsed is answered without ever having been one, and so are interim responses. Such a
/// connection goes on without a compressor.
final class CompressorGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart

  private let compressor: HTTPResponseCompressor
  private var unanswered = 0

  init(_ compressor: HTTPResponseCompressor) { self.compressor = compressor }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) { unanswered += 1 }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .head(let head) = unwrapOutboundIn(data) {
      if unanswered == 0 || head.status.code < 200 {
        context.pipeline.syncOperations.removeHandler(compressor, promise: nil)
      } else {
        unanswered -= 1
      }
    }
    context.write(data, promise: promise)
  }
}
