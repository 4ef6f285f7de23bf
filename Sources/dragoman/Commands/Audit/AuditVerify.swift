import ArgumentParser
import Auditing
import Digests
import Foundation
import Storage

extension AuditCommand {
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Walk the hash chain and say where it breaks, if it does.",
      discussion: """
        With a checkpoint that was kept elsewhere and the public key, this proves that nothing up to the checkpoint was
        changed, left out or cut off, whoever could write to the store:
        dragoman audit verify --checkpoint FILE --public-key FILE
        """)
    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("A checkpoint that was kept elsewhere; may be repeated.", valueName: "file"))
    var checkpoint: [String] = []
    @Option(
      help: ArgumentHelp("A key whose checkpoints count; by default the own one. May be repeated.", valueName: "file"))
    var publicKey: [String] = []

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        var witness = AuditReader.Witness()
        for path in publicKey {
          guard let key = VerifyingKey(pem: try TextFile.read(path)) else { throw AuditError.notAKey(path: path) }
          witness.keys.append(key)
        }
        if publicKey.isEmpty, let own = try SigningKeyFile.read(desk.keeping.keyFile) {
          witness.keys = [own.verifyingKey]
        }
        for path in checkpoint {
          guard let kept = Auditing.Checkpoint(json: try TextFile.read(path)) else {
            throw AuditError.notACheckpoint(path: path)
          }
          witness.checkpoints.append(kept)
        }
        let verification = try await desk.verify(against: witness)
        Terminal.line(AuditPage.line(verification))
        if !verification.isIntact { throw Ending.refused }
      }
    }
  }

  struct Checkpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sign where the log stands now, to be kept where nobody who can write the log can write.")
    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("Where to write it; standard output otherwise.", valueName: "file")) var output: String?

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        let key = try SigningKeyFile.open(desk.keeping.keyFile)
        guard let checkpoint = try await desk.log.checkpoint(signedBy: key) else {
          Terminal.note("The log has no entries yet.")
          throw Ending.refused
        }
        try AuditDesk.write(checkpoint.json, to: output)
      }
    }
  }

  struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give out the public key that checkpoints are verified with, in PEM.")
    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("Where to write it; standard output otherwise.", valueName: "file")) var output: String?

    func run() async throws {
      try await AuditDesk.with(common) { desk in
        try AuditDesk.write(try SigningKeyFile.open(desk.keeping.keyFile).verifyingKey.pem, to: output)
      }
    }
  }
}

extension AuditDesk {
  static func write(_ text: String, to path: String?) throws {
    guard let path else { return Terminal.write(text) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
