internal import Foundation

/// Reads single keys from a terminal without waiting for the end of a line.
enum KeySource {
  /// The next key; `nil` at the end of input or when the terminal does not play along.
  static func next() -> Character? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var raw = before
    // Ctrl-C is a key, too: a program that dies here would leave the terminal without its echo.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return nil }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1 {
      // An arrow key or a letter of several bytes is no choice.
      guard byte < 0x80, byte != 0x1B else { continue }
      return byte == 3 || byte == 4 ? nil : Character(UnicodeScalar(byte))
    }
    return nil
  }
}
