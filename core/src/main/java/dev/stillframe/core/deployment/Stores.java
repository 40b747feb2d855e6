package dev.stillframe.core.deployment;

import dev.stillframe.core.port.AuditLog;
import dev.stillframe.core.port.FactStore;
import dev.stillframe.core.port.ImportLog;
import dev.stillframe.core.port.RawArchive;
import dev.stillframe.core.port.RefreshQueue;
import dev.stillframe.core.port.TokenStore;
import dev.stillframe.core.publish.Ports;

/**
 * Every store of a deployment.
 *
 * @param ports those that builds work on
 * @param imports the imports
 * @param tokens the tokens
 * @param audit the audit log
 * @param refreshes the builds that were asked for
 * @param facts what else is known of the deployment
 * @param archive what probers printed; {@link RawArchive#NONE} where the setting is off
 */
public record Stores(
        Ports ports,
        ImportLog imports,
        TokenStore tokens,
        AuditLog audit,
        RefreshQueue refreshes,
        FactStore facts,
        RawArchive archive) {}
