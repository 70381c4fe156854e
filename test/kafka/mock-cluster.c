/*
 * A Kafka cluster in memory, as librdkafka makes one for its own tests: mock-cluster BROKERS TOPIC PARTITIONS. It prints its
 * addresses in a line, and ends when its input does.
 */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: mock-cluster BROKERS TOPIC PARTITIONS\n");
    return 2;
  }
  char error[512];
  rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), error, sizeof error);
  if (client == NULL) {
    fprintf(stderr, "%s\n", error);
    return 1;
  }
  rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(client, atoi(arguments[1]));
  if (cluster == NULL) return 1;
  rd_kafka_mock_topic_create(cluster, arguments[2], atoi(arguments[3]), 1);
  printf("%s\n", rd_kafka_mock_cluster_bootstraps(cluster));
  fflush(stdout);
  while (getchar() != EOF) continue;
  rd_kafka_mock_cluster_destroy(cluster);
  rd_kafka_destroy(client);
  return 0;
}
