import Testing

@testable import Tables

/// Expected values: a plain transcription of MurmurHash3_x64_128 into Python 3.11 integers, which
/// gives the published value for the fox.
@Suite struct DigestTests {
  @Test(arguments: [
    ("", "00000000000000000000000000000000"),
    ("a", "85555565f6597889e6b53a48510e895a"),
    ("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347"),
    ("0123456789abcdef", "4be06d94cf4ad1a787c35b5c63a708da"),
    ("0123456789abcdef0", "eb24ae8785a5c07573fb68b3313128ca"),
    (String(repeating: "x", count: 31), "887b5e1ecbc9ba741899acd5e8e69db3"),
  ])
  func agreesWithTheAlgorithm(text: String, expected: String) {
    #expect(digest(of: Array(text.utf8)) == expected)
  }

  @Test func everyByteCounts() {
    #expect(digest(of: Array(0...255)) == "1c99c313dc6f12b970d6077fab34cc1e")
    var bytes = [UInt8](0...99)
    var seen: Set = [digest(of: bytes)]
    for index in bytes.indices {
      bytes[index] ^= 1
      #expect(seen.insert(digest(of: bytes)).inserted)
      bytes[index] ^= 1
    }
  }
}
