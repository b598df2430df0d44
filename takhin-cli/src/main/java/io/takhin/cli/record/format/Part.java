package io.takhin.cli.record.format;

import java.util.Optional;

/** A part of a record format. */
public sealed interface Part {

    /** Fields that are bytes. */
    enum Content {
        /** {@code %t}. */
        TOPIC('t'),
        /** {@code %k}. */
        KEY('k'),
        /** {@code %v}. */
        VALUE('v');

        private final char letter;

        Content(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    /** How bytes are written. */
    enum Encoding {
        /** As they are. */
        RAW,
        /** Two hex digits each. */
        HEX,
        /** In base64 with padding. */
        BASE64,
        /** As a JSON string; read as any JSON value. */
        JSON
    }

    /** Fields that are numbers. */
    enum Quantity {
        /** {@code %p}. */
        PARTITION('p'),
        /** {@code %o}. */
        OFFSET('o'),
        /** {@code %d}, in ms since the epoch. */
        TIMESTAMP('d'),
        /** {@code %T}, the topic's length in bytes. */
        TOPIC_LENGTH('T'),
        /** {@code %K}, the key's length in bytes, -1 for null. */
        KEY_LENGTH('K'),
        /** {@code %V}, the value's length in bytes, -1 for null. */
        VALUE_LENGTH('V'),
        /** {@code %H}, how many headers. */
        HEADER_COUNT('H');

        private final char letter;

        Quantity(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    /**
     * Bytes that stand for themselves.
     *
     * @param bytes at least one
     */
    record Literal(byte[] bytes) implements Part {}

    /**
     * A field of bytes.
     *
     * @param content which
     * @param encoding how it is written
     */
    record Bytes(Content content, Encoding encoding) implements Part {}

    /**
     * A field that is a number.
     *
     * @param quantity which
     * @param form how it is written
     */
    record Numeral(Quantity quantity, NumberForm form) implements Part {}

    /**
     * The headers.
     *
     * @param each what one header looks like, where {@code %k} is its name; absent for NAME=VALUE with commas between
     */
    record Headers(Optional<Format> each) implements Part {}
}
