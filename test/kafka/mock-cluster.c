/*
 * A Kafka cluster in memory, as librdkafka makes one for its own tests: mock-cluster BROKERS TOPIC PARTITIONS. It prints its
 * addresses in a line, and ends when its input does. A line "down" takes its brokers away, "up" brings them back, with what they
 * had; each is answered with a line.
 */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
  char line[64];
  while (fgets(line, sizeof line, stdin) != NULL) {
    for (int broker = 1; broker <= atoi(arguments[1]); broker++) {
      if (strcmp(line, "down\n") == 0) rd_kafka_mock_broker_set_down(cluster, broker);
      else rd_kafka_mock_broker_set_up(cluster, broker);
    }
    printf("done\n");
    fflush(stdout);
  }
  rd_kafka_mock_cluster_destroy(cluster);
  rd_kafka_destroy(client);
  return 0;
}
