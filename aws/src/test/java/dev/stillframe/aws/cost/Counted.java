package dev.stillframe.aws.cost;

import dev.stillframe.aws.Clients;
import java.util.Map;

/**
 * What a piece of work asked of the services.
 *
 * @param requests by service and operation
 * @param bytes sent in bodies
 * @param reads units that DynamoDB bills for reading
 * @param writes units that DynamoDB bills for writing
 * @param transactions items in transactions, billed twice
 * @param rounds requests that waited for one another
 */
record Counted(Map<String, Long> requests, long bytes, double reads, double writes, double transactions, int rounds) {
    static Counted of(Clients clients, Runnable work) {
        clients.counter().reset();
        clients.capacity().reset();
        work.run();
        return new Counted(
                clients.counter().requests(),
                clients.counter().bytes(),
                clients.capacity().reads(),
                clients.capacity().writes(),
                clients.capacity().transactions(),
                clients.counter().rounds());
    }

    long of(String operation) {
        return requests.getOrDefault(operation, 0L);
    }
}
