package io.takhin.common.reference;

/** The parts of the references that no type can say. */
final class Intro {

    static final String ADMIN_API = """
        # The admin API

        Generated from the types in `io.takhin.common.admin`; to write it anew: `mvn -pl takhin-common test -Dtest=ReferencesTest -Dtakhin.references=write`

        JSON over HTTP/1.1, on `admin.listen` (default `127.0.0.1:7070`). Every method takes its request as the body of a `POST`
        and answers status 200 with the reply, or another status with an [error](#errors). A method that only reads answers `GET` too.

        ```
        curl http://127.0.0.1:7070/v1/health
        curl -d '{"name":"orders","partitions":3}' http://127.0.0.1:7070/v1/topic.create
        ```

        - `GET /v1` lists the methods.
        - `Takhin-Timeout-Ms: 5000` tells how long the caller waits (30 s without it). When it passes, the answer is `deadline`, and
          `applied` tells whether anything was changed: `no`, `yes` or `unknown`.
        - Members that a request does not have are refused; new members may appear in replies at any time.
        - A list, an object, a number or a boolean may be left out of a request: it is empty, 0 or false then.
        - There is no login. The listener refuses what a browser may have sent: requests with an `Origin`, and host names it was not
          told in `admin.hosts`.
        - `GET /metrics` answers what method [metrics](#metrics) does as text for Prometheus, of the 1000 busiest topics.
        - Limits: 1 MiB of JSON a request, 32 KiB and 100 fields a head, 10 s for a head, 30 s for a body, 60 s idle.
        """;

    static final String STREAMS = """

        ## Streams

        The bodies of produce and the response of consume are frames (`application/vnd.takhin.frames`), all numbers big-endian:

        ```
         0        1                 5
        +--------+-----------------+----------------------------------+
        | type=1 | length (4)      | JSON, UTF-8                      |   a message
        +--------+-----------------+----------------+-----------------+
        | type=2 | length (4)      | ticket (8)     | partition (4)   |   whole record batches of Kafka's
        +--------+-----------------+----------------+-----------------+   format 2; length counts ticket,
        | batches (length - 12)                                       |   partition and batches
        +-------------------------------------------------------------+
        ```

        Produce is full duplex: frames go up as a chunked request while answers come down as a chunked response. Each frame of
        batches is answered once, in the order the fates become known. The end of the request ends the stream once every frame is
        answered. A connection that is lost leaves the frames that were not answered unknown; a new stream with the same
        `producerId` makes it safe to send them again (KIP-98).

        In a consume stream `partition` of a frame is the place in `ranges`. The first batch of a range may begin before its start
        and the last end behind its end: the reader drops what is outside.

        On every stream the server speaks at least every five seconds; after twenty seconds of silence take it for dead.
        """;

    static final String CONFIGURATION = """
        # Configuration

        Generated from `io.takhin.common.config`; to write it anew: `mvn -pl takhin-common test -Dtest=ReferencesTest -Dtakhin.references=write`

        `takhin serve --config FILE` reads YAML. What is set nowhere has its default; `--dev` has a few defaults of its own. Above
        the file stand environment variables, above those flags. All problems are told at once, and a key that does not exist is
        one. Durations are whole numbers with `ms`, `s`, `m`, `h` or `d`, sizes with `B`, `KiB`, `MiB`, `GiB` or `TiB`. In a variable
        a list has commas between. The JSON schema for editors is [takhin.schema.json](takhin.schema.json).
        """;

    private Intro() {}
}
