package dev.stillframe.cli.demo;

/** What a random number is drawn for. Two purposes never share one. The order decides the numbers: add at the end only. */
enum Draw {
    TIME,
    FAILURE,
    OUTAGE,
    WEATHER,
    LINE,
    DIP,
    DIP_DEPTH,
    DOWNLOAD,
    UPLOAD,
    UPLOAD_FAILURE,
    PING,
    SPIKE,
    JITTER,
    LOSS,
    LOSS_SIZE
}
