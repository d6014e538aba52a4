/**
 * The control messages and their bytes. The only package that uses Kryo; shares never pass through it.
 *
 * <p>Begin with {@link org.jointly.runtime.wire.ControlMessage}; {@link org.jointly.runtime.wire.ControlCodec} turns it to bytes and back.
 * Decoding is strict: what is not exactly the encoding of one message is a {@link
 * org.jointly.runtime.wire.MalformedMessage}, and no length is believed before it is checked. Digests and signatures use canonical
 * bytes of their own, never Kryo's.
 */
package org.jointly.runtime.wire;
