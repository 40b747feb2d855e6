package dev.stillframe.aws.dynamodb;

/**
 * What the head item of a host says.
 *
 * @param host the host
 * @param number of the last entry of its log, 0 when there is none
 * @param last the newest time that any of its samples ever had, epoch milliseconds
 * @param changed whether samples of it were ever taken back or set aside
 */
record HostHead(String host, long number, long last, boolean changed) {
    /** Of a host without entries. */
    static HostHead none(String host) {
        return new HostHead(host, 0, Long.MIN_VALUE, false);
    }
}
