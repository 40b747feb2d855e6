package dev.stillframe.lambda;

import dev.stillframe.aws.ClientSettings;
import dev.stillframe.aws.servers.Ministack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIf;

/** On one server that plays every service, where it is installed. */
@EnabledIf(
        value = "dev.stillframe.aws.servers.Ministack#isHere",
        disabledReason = "ministack is not installed: pip install ministack==1.5.33")
class MinistackFlowTest extends Flow {
    private static final String DISTRIBUTIONS = "/2020-05-31/distribution";
    private static final String NEW = """
            <DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/">\
            <CallerReference>flow</CallerReference><Comment>flow</Comment><Enabled>true</Enabled>\
            <Origins><Quantity>1</Quantity><Items><Origin><Id>files</Id><DomainName>files.example.com</DomainName>\
            <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins>\
            <DefaultCacheBehavior><TargetOriginId>files</TargetOriginId>\
            <ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy></DefaultCacheBehavior></DistributionConfig>""";

    @Override
    ClientSettings servers() {
        return Ministack.SERVER.orElseThrow().settings();
    }

    private String send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String signed = "AWS4-HMAC-SHA256 Credential=test/20400102/us-east-1/cloudfront/aws4_request,"
                    + " SignedHeaders=host, Signature=0";
            return client.send(request.header("Authorization", signed).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI at(String path) {
        return servers().endpoint("cloudfront").orElseThrow().resolve(path);
    }

    @Override
    String distribution() {
        String made = send(HttpRequest.newBuilder(at(DISTRIBUTIONS))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(NEW)));
        Matcher id = Pattern.compile("<Id>([A-Z0-9]{8,})</Id>").matcher(made);
        if (!id.find()) {
            throw new IllegalStateException("no distribution: " + made);
        }
        return id.group(1);
    }

    @Override
    int purges(String distribution) {
        String list = send(HttpRequest.newBuilder(at(DISTRIBUTIONS + "/" + distribution + "/invalidation")));
        return list.split("<InvalidationSummary>", -1).length - 1;
    }
}
