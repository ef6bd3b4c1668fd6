import ConcordCommand

/// What is wrong with an answer, one line for each; empty if nothing is.
///
/// These hold for every input: they say nothing about whether numbers are right.
func violations(_ result: CommandResult, of input: FuzzInput, arguments: [String]) -> [String] {
  var found: [String] = []
  let (code, output, error) = (result.exitCode, result.standardOutput, result.standardError)
  if ![0, 64, 65, 66, 74].contains(code) { found.append("exit code \(code): \(summary(error))") }
  if code != 0 {
    if !output.isEmpty { found.append("an error with an answer") }
    if error.count < 9 { found.append("an error without a message") }
  } else if output.isEmpty {
    found.append("neither an answer nor an error")
  }
  let given = arguments.joined(separator: " ")
  let data = input.files.map { String(decoding: $0.bytes, as: UTF8.self) }
  // A control character is written out as \u0000 or \u{0}, which may stand before an x.
  let plain = error.replacing("\\u0000", with: "").replacing("\\u{0}", with: "")
  for word in unpresentableWords where plain.contains(word) {
    let isQuoted = given.contains(word) || data.contains { $0.contains(word) }
    if !isQuoted { found.append("a message for programmers: \(word) in \(summary(error))") }
  }
  found += controls(in: error, "a message")
  // Data are written as they are: by join and simulate too, unless another format is asked for.
  let isData = ["join", "simulate"].contains(arguments.first) && !arguments.contains("--format")
  let isForPeople = !isData && !arguments.contains { $0.hasSuffix("csv") && !$0.contains("/") }
  if isForPeople { found += controls(in: output, "an answer") }
  if error.utf8.count > 20_000 { found.append("a message of more than 20,000 bytes") }
  if output.hasPrefix("{") {
    let isBootstrapped = arguments.contains("bootstrap")
    found += jsonViolations(output, intervalsHoldEstimates: !isBootstrapped)
  }
  if error.hasPrefix("{") { found += jsonViolations(error, intervalsHoldEstimates: false) }
  return found
}

/// A message without what differs from input to input: numbers and quoted text.
func summary(_ message: String) -> String {
  var text = ""
  var isQuoted = false
  for character in message.prefix(400) {
    if character == "\"" {
      isQuoted.toggle()
      if isQuoted { text += "\"…\"" }
    } else if !isQuoted {
      if character.isNewline { break }
      let isDigit = character.isNumber
      if isDigit && text.hasSuffix("0") { continue }
      text.append(isDigit ? "0" : character)
    }
  }
  return String(text.prefix(120))
}

/// Characters that a terminal would obey instead of showing them. Tabs only lay out, and messages keep
/// those of names.
private func controls(in text: String, _ what: String) -> [String] {
  let bad = text.unicodeScalars.first { scalar in
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
  return bad.map { ["\(what) with the control character U+\(String($0.value, radix: 16))"] } ?? []
}
