/// One command of a shell block, as far as the documentation needs a shell: words in quotes or not,
/// continuation by a backslash, and output sent to a file.
struct ShellLine: Sendable, Equatable {
  /// The text, continuations joined.
  let text: String
  let words: [String]
  /// The file after `>`, if there is one.
  let output: String?

  /// A command that uses more of a shell than this knows.
  struct Unsupported: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String) throws {
    self.text = text
    var words: [String] = []
    var word = ""
    var isOpen = false
    var quote: Character?
    var isEscaped = false
    for character in text {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if let open = quote {
        if character == open { quote = nil } else { word.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        isOpen = true
      } else if character == "\\" {
        isEscaped = true
        isOpen = true
      } else if character == " " {
        if isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      } else if "|&;$`<*".contains(character) {
        throw Unsupported(description: "“\(character)” outside quotes in: \(text)")
      } else {
        word.append(character)
        isOpen = true
      }
    }
    if quote != nil { throw Unsupported(description: "a quote is not closed in: \(text)") }
    if isOpen { words.append(word) }
    if words.count > 2, words[words.count - 2] == ">" {
      output = words.last
      words.removeLast(2)
    } else {
      output = nil
    }
    self.words = words
  }

  /// The commands of a block that can be run here: `concord` itself, and `head` and `sed`, with which
  /// pages look at files and change them.
  static func runnable(in block: FencedBlock) throws -> [ShellLine] {
    var joined: [String] = []
    var isContinued = false
    for line in block.lines {
      let text = line.hasSuffix("\\") ? String(line.dropLast()) : line
      if isContinued, let last = joined.indices.last {
        joined[last] += text
      } else {
        joined.append(text)
      }
      isContinued = line.hasSuffix("\\")
    }
    return try joined.compactMap { line in
      let built = "swift run -c release "
      let text = line.hasPrefix(built) ? String(line.dropFirst(built.count)) : line
      let isRunnable = ["concord ", "head ", "sed "].contains { text.hasPrefix($0) }
      return isRunnable ? try ShellLine(text) : nil
    }
  }
}
