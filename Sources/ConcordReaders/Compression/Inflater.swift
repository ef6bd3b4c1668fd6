#if Compression
  import CZlib

  /// What can go wrong when bytes are unpacked.
  enum InflateProblem: Error, Sendable, Equatable {
    /// The packed bytes end too early.
    case cutShort
    /// They are not what DEFLATE writes, or do not match their check sum.
    case corrupt
    /// There is no memory for it.
    case noMemory
    /// More comes of them than allowed.
    case overLimit
  }

  /// Unpacks bytes packed by DEFLATE, a piece at a time.
  ///
  /// zlib's state lives at one address from the first call to the last.
  final class Inflater {
    /// What the packed bytes are wrapped in.
    enum Wrapping: Int32 {
      /// Nothing, as in zip archives.
      case none = -15
      /// A header and a check sum of gzip.
      case gzip = 31
    }

    private static let pieceSize = 1 << 16

    private let stream: UnsafeMutablePointer<z_stream>
    private var piece = [UInt8](repeating: 0, count: pieceSize)

    init(_ wrapping: Wrapping) throws(InflateProblem) {
      stream = .allocate(capacity: 1)
      stream.initialize(to: z_stream())
      let code = inflateInit2_(
        stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      if code != Z_OK { throw .noMemory }
    }

    deinit {
      inflateEnd(stream)
      stream.deinitialize(count: 1)
      stream.deallocate()
    }

    /// Unpacks one stream of packed bytes.
    ///
    /// - Parameters:
    ///   - input: the packed bytes, and possibly more after them.
    ///   - room: how many bytes may still come of it; what has come is taken off.
    ///   - failure: a problem as the error to throw.
    ///   - take: receives the pieces in order.
    /// - Returns: How many bytes of the input the stream has.
    /// - Throws: What `failure` makes of a problem, and what `take` throws.
    func unpack<Failure: Error>(
      _ input: UnsafeRawBufferPointer, room: inout Int,
      failure: (InflateProblem) -> Failure,
      _ take: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Int {
      if inflateReset(stream) != Z_OK { throw failure(.corrupt) }
      var used = 0
      while true {
        // zlib counts in 32 bits.
        let offered = min(input.count - used, 1 << 30)
        guard let base = input.baseAddress, offered > 0 else { throw failure(.cutShort) }
        let start = (base + used).assumingMemoryBound(to: UInt8.self)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
        stream.pointee.avail_in = UInt32(offered)
        var code = Z_OK
        repeat {
          let produced = piece.withUnsafeMutableBufferPointer { buffer in
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = UInt32(buffer.count)
            code = inflate(stream, Z_NO_FLUSH)
            return buffer.count - Int(stream.pointee.avail_out)
          }
          switch code {
          case Z_OK, Z_STREAM_END, Z_BUF_ERROR: break
          case Z_MEM_ERROR: throw failure(.noMemory)
          default: throw failure(.corrupt)
          }
          room -= produced
          if room < 0 { throw failure(.overLimit) }
          if produced > 0 {
            try piece.withUnsafeBufferPointer { bytes throws(Failure) in
              try take(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<produced]))
            }
          }
        } while code == Z_OK && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
        used += offered - Int(stream.pointee.avail_in)
        if code == Z_STREAM_END { return used }
        if stream.pointee.avail_in > 0 { throw failure(.corrupt) }
      }
    }
  }
#endif
